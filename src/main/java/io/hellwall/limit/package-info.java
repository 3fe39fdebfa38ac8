@org.jspecify.annotations.NullMarked
package io.hellwall.limit;
