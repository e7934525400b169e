"""The sandbox that plays the jobcenter: a small case system with citizens, activities and tasks."""
