package io.lockspike.board;

import java.util.List;

/// Finds the records in what a board prints, whatever else it prints.
sealed interface RecordSource permits CsvRecords, BinaryRecords {

    /// Takes what has come.
    void take(byte[] bytes);

    /// The records found since the last call, as lines of CSV; the names come first.
    List<String> found();

    /// What was no record: lines or bytes.
    long skipped();

    /// What [#skipped] counts.
    String unit();
}
