"""Whether a PDF is whole: what has checksums, what must agree with what, and which pages it tells on."""
