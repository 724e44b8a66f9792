"""Those who carry messages by HTTP: how they are asked, and what their answers mean."""
