"""What is said between the services: one module per publisher, one catalogue of topics, one envelope."""
