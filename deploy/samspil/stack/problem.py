"""What goes wrong when Samspil is started, said to people."""


class StackProblem(Exception):
    """Its text is one clear sentence: what is wrong and, where we know, what to do about it."""


class Ended(StackProblem):
    """A process ended when it should have become ready; another try may do."""
