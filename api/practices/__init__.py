"""The catalogue of micro practices: facts, words and where they were studied."""
