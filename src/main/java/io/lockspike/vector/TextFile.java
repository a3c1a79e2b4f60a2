package io.lockspike.vector;

/// A file to be written: its path inside the folder, with `/`, and its text in ASCII.
public record TextFile(String path, String text) {}
