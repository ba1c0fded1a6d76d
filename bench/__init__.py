"""What is measured, and against which limit. Timings live here and in no test."""
