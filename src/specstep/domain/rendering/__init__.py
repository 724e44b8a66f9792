"""From values to files: Markdown, JSON, CSV, Gherkin, OpenAPI, Mermaid and one self-contained page."""
