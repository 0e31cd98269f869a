//! `anavez serve`: the server, until it is told to stop.

use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anavez_acts::{OpenError, World, deliver_letters, tidy};
use anavez_outbound::{Mailer, SmtpSettings};
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tokio::time::{Instant, interval, interval_at, timeout};
use tracing::{error, info, warn};

use crate::ending::{Ending, Failure};
use crate::folder::OnlyServer;
use crate::settings::{LISTEN, Said};
use crate::{demo, folder, outside};

/// How often what happens by itself happens.
const TIDY_EVERY: Duration = Duration::from_secs(300);
/// How often the outbox is looked at when nobody rings.
const LETTERS_EVERY: Duration = Duration::from_secs(30);
/// How long what is under way may take to end, once asked to stop. What was acknowledged is on disk in any case.
const FAREWELL_MAX: Duration = Duration::from_secs(15);

/// Serves pages and API until it is told to stop (SIGTERM or SIGINT)
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// The data folder; made at the first start
    #[arg(long, env = "ANAVEZ_DATA", default_value = "anavez-data", value_name = "DIR")]
    data: PathBuf,
    /// Where to listen; 127.0.0.1:8080 unless said otherwise
    #[arg(long, value_name = "ADDR:PORT")]
    listen: Option<SocketAddr>,
    /// The public address: written down at the first start, in every document that is signed, for ever
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Fill an empty folder with the Forum's invented people; letters are shown on a page. On this machine only
    #[arg(long)]
    demo: bool,
    /// Add the endpoints that the W3C test suites call, under /vc-api; they sign with a key made for this run
    #[arg(long)]
    vc_api: bool,
}

/// Does it.
pub async fn run(command: Serve) -> anyhow::Result<Ending> {
    log_to_stderr();
    let stop_signals = StopSignals::heard_from_now_on()?;
    let said = Said::read(&command.data, &outside::variable)?;
    let listen = command.listen.or(said.listen).unwrap_or(LISTEN);
    let public_url = command.public_url.clone().or_else(|| said.public_url.clone());
    if command.demo {
        for_this_machine_only(listen, public_url.as_deref())?;
    }
    let listener = TcpListener::bind(listen).await.map_err(|error| {
        Failure::settings(format!("{listen} cannot be listened on: {error}. Say another with --listen ADDR:PORT"))
    })?;
    let at = listener.local_addr()?;
    let world = Arc::new(open(&command, &said, public_url, at).await?);
    let _only_server = OnlyServer::of(&command.data)?;
    if command.demo {
        for_this_machine_only(listen, Some(world.addresses.base()))?;
        demo::fill(&world).await?;
    }
    tidy_up(&world).await;
    let (stop, stopped) = watch::channel(false);
    let router = if command.vc_api {
        anavez_web::server::router_with_vc_api(Arc::clone(&world))?
    } else {
        anavez_web::server::router(Arc::clone(&world))
    };
    let router = router.into_make_service_with_connect_info::<SocketAddr>();
    let mut stopping = stopped.clone();
    let serving = axum::serve(listener, router).with_graceful_shutdown(async move {
        stopping.wait_for(|stop| *stop).await.ok();
    });
    let serving = tokio::spawn(serving.into_future());
    let by_itself = tokio::spawn(by_itself(Arc::clone(&world), stopped));
    ready(&world, at, command.demo);
    stop_signals.one().await;
    info!("stopping: what is under way is finished first");
    stop.send(true).ok();
    let farewell = async {
        serving.await??;
        by_itself.await?;
        world.store.close().await;
        anyhow::Ok(())
    };
    match timeout(FAREWELL_MAX, farewell).await {
        Ok(ended) => ended?,
        Err(_) => warn!("something took longer than {} s and was cut off", FAREWELL_MAX.as_secs()),
    }
    Ok(Ending::Yes)
}

/// The demonstration shows everybody's letters, sign-in codes included: nobody else may reach it, not even through a proxy.
fn for_this_machine_only(listen: SocketAddr, public_url: Option<&str>) -> Result<(), Failure> {
    if !listen.ip().is_loopback() {
        return Err(Failure::settings(format!("--demo is for this machine only: {listen} can be reached from elsewhere")));
    }
    match public_url.filter(|url| !url.starts_with("http://")) {
        Some(url) => Err(Failure::settings(format!("--demo is for this machine only, not for {url}"))),
        None => Ok(()),
    }
}

async fn open(command: &Serve, said: &Said, public_url: Option<String>, at: SocketAddr) -> anyhow::Result<World> {
    let settings = anavez_acts::Settings {
        public_url,
        default_url: format!("http://{at}"),
        demo: command.demo,
        ..said.world(&command.data)
    };
    let home = settings.public_url.clone();
    let mailer = match &said.smtp {
        Some(smtp) => Mailer::smtp(&SmtpSettings { hello: home.as_deref().and_then(host_of), ..smtp.clone() })?,
        None => {
            let folder = command.data.join("mail");
            if !command.demo {
                warn!("no mail server is set: letters are laid in {}", folder.display());
            }
            Mailer::folder(folder)
        }
    };
    let client = folder::client(said.allow_loopback, home.as_deref())?;
    let world = World::open(settings, Box::new(outside::SystemClock), outside::chance(), client, mailer).await;
    world.map_err(|error| match error {
        OpenError::Url(error) if home.is_none() => {
            Failure::settings(format!("{error}. Say the address that people will use with --public-url")).into()
        }
        other => folder::refused(&command.data, other),
    })
}

/// The name to greet a mail server with: many turn away one without a dot.
fn host_of(public_url: &str) -> Option<String> {
    url::Url::parse(public_url).ok()?.domain().map(str::to_owned)
}

/// Letters go out as soon as they are written; the rest happens every few minutes.
async fn by_itself(world: Arc<World>, mut stopped: watch::Receiver<bool>) {
    let mut letters = interval(LETTERS_EVERY);
    let mut rounds = interval_at(Instant::now() + TIDY_EVERY, TIDY_EVERY);
    loop {
        tokio::select! {
            _ = stopped.changed() => return,
            () = world.letters.notified() => deliver(&world).await,
            _ = letters.tick() => deliver(&world).await,
            _ = rounds.tick() => tidy_up(&world).await,
        }
    }
}

/// A row that stands in the way is for `anavez check` to name: it keeps nobody else from being served.
async fn tidy_up(world: &World) {
    if let Err(error) = tidy::tidy(world).await {
        error!("tidying failed: {error}. `anavez check` says what is not as it must be");
    }
}

async fn deliver(world: &World) {
    if let Err(error) = deliver_letters::deliver_letters(world).await {
        error!("letters could not be sent: {error}");
    }
}

fn ready(world: &World, at: SocketAddr, demo: bool) {
    outside::say(&format!("Anavez is at {} (listening on {at})", world.addresses.base()));
    if world.addresses.is_loopback() && !demo {
        outside::say(
            "This address is for trying: other servers refuse it. Choose the domain with --public-url before the first real recognition.",
        );
    }
    if demo {
        outside::say(&format!(
            "To sign in, type any address; the letter is at http://{at}/outbox. Invented people: {}.",
            demo::PEOPLE_HINT
        ));
    }
}

/// SIGTERM and SIGINT, heard from the start: one that comes while the server gets ready is not lost.
struct StopSignals {
    terminate: Signal,
    interrupt: Signal,
}

impl StopSignals {
    fn heard_from_now_on() -> std::io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn one(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// What happens is told on stderr; `ANAVEZ_LOG` says how much (`info` unless said otherwise).
fn log_to_stderr() {
    let filter =
        tracing_subscriber::EnvFilter::try_from_env("ANAVEZ_LOG").unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let coloured = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(coloured).with_writer(std::io::stderr).try_init().ok();
}
