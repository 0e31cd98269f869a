//! `anavez serve`: the server, until it is told to stop.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anavez_acts::{World, deliver_letters, tidy};
use anavez_outbound::Mailer;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tracing::{error, info, warn};

use crate::ending::{Ending, Failure};
use crate::settings::{LISTEN, Said};
use crate::{demo, folder, outside};

/// How often what happens by itself happens.
const TIDY_EVERY: Duration = Duration::from_secs(300);
/// How often the outbox is looked at when nobody rings.
const LETTERS_EVERY: Duration = Duration::from_secs(30);

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
}

/// Does it.
pub async fn run(command: Serve) -> anyhow::Result<Ending> {
    log_to_stderr();
    let said = Said::read(&command.data, &outside::variable)?;
    let listen = command.listen.or(said.listen).unwrap_or(LISTEN);
    if command.demo && !listen.ip().is_loopback() {
        return Err(Failure::settings(format!("--demo is for this machine only: {listen} can be reached from elsewhere")).into());
    }
    let listener = TcpListener::bind(listen).await.map_err(|error| {
        Failure::settings(format!("{listen} cannot be listened on: {error}. Say another with --listen ADDR:PORT"))
    })?;
    let at = listener.local_addr()?;
    let world = Arc::new(open(&command, &said, at).await?);
    tidy::tidy(&world).await?;
    if command.demo {
        demo::fill(&world).await?;
    }
    let (stop, stopped) = watch::channel(false);
    let by_itself = tokio::spawn(by_itself(Arc::clone(&world), stopped.clone()));
    let router = anavez_web::server::router(Arc::clone(&world)).into_make_service_with_connect_info::<SocketAddr>();
    ready(&world, at, command.demo);
    let mut stopping = stopped;
    let serving = axum::serve(listener, router).with_graceful_shutdown(async move {
        stopping.wait_for(|stop| *stop).await.ok();
    });
    tokio::spawn(async move {
        asked_to_stop().await;
        info!("stopping: what is under way is finished first");
        stop.send(true).ok();
    });
    serving.await?;
    by_itself.await?;
    world.store.close().await;
    Ok(Ending::Yes)
}

async fn open(command: &Serve, said: &Said, at: SocketAddr) -> anyhow::Result<World> {
    let settings = anavez_acts::Settings {
        public_url: command.public_url.clone().or_else(|| said.public_url.clone()),
        default_url: format!("http://{at}"),
        demo: command.demo,
        ..said.world(&command.data)
    };
    let mailer = match &said.smtp {
        Some(smtp) => Mailer::smtp(smtp)?,
        None => {
            let folder = command.data.join("mail");
            if !command.demo {
                warn!("no mail server is set: letters are laid in {}", folder.display());
            }
            Mailer::folder(folder)
        }
    };
    let home = settings.public_url.clone();
    let client = folder::client(said.allow_loopback, home.as_deref())?;
    let world = World::open(settings, Box::new(outside::SystemClock), outside::chance(), client, mailer).await;
    world.map_err(|error| folder::refused(&command.data, error))
}

/// Letters go out as soon as they are written; the rest happens every few minutes.
async fn by_itself(world: Arc<World>, mut stopped: watch::Receiver<bool>) {
    let mut letters = tokio::time::interval(LETTERS_EVERY);
    let mut rounds = tokio::time::interval(TIDY_EVERY);
    loop {
        tokio::select! {
            _ = stopped.changed() => return,
            () = world.letters.notified() => deliver(&world).await,
            _ = letters.tick() => deliver(&world).await,
            _ = rounds.tick() => if let Err(error) = tidy::tidy(&world).await {
                error!("tidying failed: {error}");
            },
        }
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

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            interrupted.await.ok();
        }
    }
}

/// What happens is told on stderr; `ANAVEZ_LOG` says how much (`info` unless said otherwise).
fn log_to_stderr() {
    let filter =
        tracing_subscriber::EnvFilter::try_from_env("ANAVEZ_LOG").unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init().ok();
}
