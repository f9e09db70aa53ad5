"""The instructor's side: a class's submissions graded, marked, reported and exported.

nbgrader keeps the gradebook and hands out and in; what is ours takes its places there.
"""
