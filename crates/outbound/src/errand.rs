//! All the fetches of one verification, counted together.

use crate::{Accept, Client, FetchRefusal, Fetched};

/// Most fetches of one errand; redirections are not counted, each fetch having its own few.
pub const FETCHES_MAX: usize = 25;
/// How far documents may refer to documents: the first one asked for has depth 0.
pub const DEPTH_MAX: usize = 4;

/// One verification's way out. A document that refers to a hundred others, or to others that refer to others,
/// makes this machine knock at strangers' doors on its behalf: this is the limit of that.
#[derive(Debug)]
pub struct Errand<'client> {
    client: &'client Client,
    left: usize,
}

impl Client {
    /// Begins an errand of [`FETCHES_MAX`] fetches at most.
    #[must_use]
    pub const fn errand(&self) -> Errand<'_> {
        Errand { client: self, left: FETCHES_MAX }
    }
}

impl Errand<'_> {
    /// [`Client::fetch`], for a document that stands `depth` references behind the one to be verified.
    ///
    /// # Errors
    /// [`FetchRefusal::TooDeep`], [`FetchRefusal::TooManyFetches`], and those of [`Client::fetch`].
    pub async fn fetch(&mut self, url: &str, accept: Accept, bytes_max: usize, depth: usize) -> Result<Fetched, FetchRefusal> {
        if depth > DEPTH_MAX {
            return Err(FetchRefusal::TooDeep);
        }
        // A fetch that fails counts as well: the knocking is what is limited.
        self.left = self.left.checked_sub(1).ok_or(FetchRefusal::TooManyFetches)?;
        self.client.fetch(url, accept, bytes_max).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Server, at_home, http};

    #[tokio::test]
    async fn the_twenty_sixth_fetch_is_not_made() {
        let server = Server::saying(http(404, &[], b"")).await;
        let client = at_home();
        let mut errand = client.errand();
        for _ in 0..FETCHES_MAX {
            assert_eq!(errand.fetch(&server.url("/"), Accept::Did, 10, 0).await, Err(FetchRefusal::Status(404)));
        }
        assert_eq!(errand.fetch(&server.url("/"), Accept::Did, 10, 0).await, Err(FetchRefusal::TooManyFetches));
        assert_eq!(server.heads().len(), FETCHES_MAX);
        assert_eq!(client.errand().fetch(&server.url("/"), Accept::Did, 10, 0).await, Err(FetchRefusal::Status(404)));
    }

    #[tokio::test]
    async fn the_fifth_reference_is_not_followed() {
        let server = Server::saying(http(200, &[], b"")).await;
        let client = at_home();
        let mut errand = client.errand();
        assert!(errand.fetch(&server.url("/"), Accept::Did, 10, DEPTH_MAX).await.is_ok());
        assert_eq!(errand.fetch(&server.url("/"), Accept::Did, 10, DEPTH_MAX + 1).await, Err(FetchRefusal::TooDeep));
        assert_eq!(server.heads().len(), 1);
    }
}
