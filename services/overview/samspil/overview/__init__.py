"""The one coordinated view of each citizen: fold it, watch it, disclose it, show it."""
