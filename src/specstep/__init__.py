"""SpecStep: from a conversation about a project to the documentation package a builder needs."""
