/// The independent slow model: a second reading of the language manual, written from its words
/// alone and sharing no code with the product. It is judged by its obviousness, not by its speed.
package io.lockspike.slow;
