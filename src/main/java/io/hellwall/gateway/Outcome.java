package io.hellwall.gateway;

import io.hellwall.http.Refusal;

import org.springframework.http.HttpHeaders;

/** What comes of the question of a proxy. */
sealed interface Outcome {

	/**
	 * The request may pass.
	 *
	 * @param headers who sends it, and the next token if there is one
	 */
	record Allowed(HttpHeaders headers) implements Outcome {
	}

	/**
	 * The request may not pass, until its sender has signed in.
	 *
	 * @param refusal why not
	 */
	record Denied(Refusal refusal, Original original) implements Outcome {
	}

	/** The store did not answer in time. */
	record Undecided() implements Outcome {
	}

	/**
	 * Nobody knows what is asked, or who asks.
	 *
	 * @param refusal for whoever operates the proxy
	 */
	record Unclear(Refusal refusal) implements Outcome {
	}

}
