//! Views over recognitions: the ledger of given and received. Pure, on ids.
