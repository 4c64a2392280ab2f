"""What the page shows, as HTML and SVG, without gradio. Stands on ask, selection and staff."""
