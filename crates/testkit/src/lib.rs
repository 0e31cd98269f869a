//! For tests only: worlds with a seed and a fake clock, vectors, a browser.
