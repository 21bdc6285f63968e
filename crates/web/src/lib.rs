//! Shows answers as pages and as JSON.
