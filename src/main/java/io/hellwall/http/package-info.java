/**
 * How HTTP is spoken, for every package that has controllers: the bounds of a request,
 * who makes it, and how a refusal is written. It has no controller of the contract
 * itself.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.http;
