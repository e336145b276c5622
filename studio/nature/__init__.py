"""Places: sounds of nature, synthesised in a circle, so that they loop without a seam."""
