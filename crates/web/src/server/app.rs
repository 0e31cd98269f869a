//! What every request can reach.

use std::sync::Arc;

use anavez_acts::World;
use anavez_recognition::limits;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::sync::Semaphore;

use super::IN_FLIGHT;
use super::gates::Gates;
use crate::view::Site;

/// The state of the router.
pub struct App {
    /// What acts stand on.
    pub world: Arc<World>,
    /// Who runs this site, for the foot of every page.
    pub site: Arc<Site>,
    pub(crate) gates: Gates,
    pub(crate) in_flight: Semaphore,
    pub(crate) metrics: PrometheusHandle,
    pub(crate) recorder: metrics_exporter_prometheus::PrometheusRecorder,
}

impl App {
    pub(crate) fn new(world: Arc<World>) -> Self {
        let settings = &world.settings;
        let site = Site {
            name: settings.site.clone(),
            operator: settings.operator.clone(),
            contact: settings.contact.clone(),
            place: settings.place.clone(),
            offer_days: u64::try_from(limits::OFFER_SECONDS / 86_400).unwrap_or(0),
            demo: settings.demo,
        };
        let recorder = PrometheusBuilder::new().build_recorder();
        Self {
            metrics: recorder.handle(),
            recorder,
            gates: Gates::new(),
            in_flight: Semaphore::new(IN_FLIGHT),
            site: Arc::new(site),
            world,
        }
    }
}
