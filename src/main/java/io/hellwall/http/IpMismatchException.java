package io.hellwall.http;

/** Somebody claims an address who may not. */
class IpMismatchException extends RuntimeException {

	private static final long serialVersionUID = 1L;

}
