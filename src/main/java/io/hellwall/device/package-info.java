/**
 * Who sends a request: the hardware address and the network of a client. Also decides
 * which proxies may name a client's address.
 */
@org.jspecify.annotations.NullMarked
package io.hellwall.device;
