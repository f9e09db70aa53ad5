"""nbgrader for this course. Its folders and options: https://nbgrader.readthedocs.io"""

from active_listening.classroom.config import configure

c = get_config()
c.CourseDirectory.course_id = "active-listening"
configure(c)
