package io.lockspike.model;

/// The equations of one design as code for many lanes at once.
///
/// @see BlockCompiler
interface BlockKernel {

    /// Some rows of the lanes from `base` on, as many lanes as fit into the vectors of the code.
    /// The states go from the arrays of the block into vectors, and back at the end; a lane in
    /// which a check fails is marked, and what becomes of it is of no use.
    void run(LaneBlock block, int base, int rows);
}
