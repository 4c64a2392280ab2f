"""Whether a PDF is whole: what has checksums, what must agree with what, on which pages."""
