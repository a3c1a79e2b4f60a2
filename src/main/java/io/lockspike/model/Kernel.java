package io.lockspike.model;

/// The equations of one design as code: a row in three parts, as the interpreter has it. All states
/// and inputs are defined, and rst is not asserted.
///
/// @see KernelCompiler
interface Kernel {

    /// R10: the falling edge.
    ///
    /// @throws Fault before anything but wires has changed
    void fall(Frame frame);

    /// R11: the wires.
    ///
    /// @throws Fault before anything but wires has changed
    void sample(Frame frame);

    /// R12: the rising edge.
    ///
    /// @throws Fault before anything has changed
    void edge(Frame frame);
}
