package io.hellwall.token;

import java.security.SecureRandom;
import java.util.List;

import io.hellwall.crypto.KeyRing;

import org.springframework.stereotype.Component;

/** One maker of tokens for each server key. */
@Component
public class TokenMakers {

	private final List<TokenMaker> makers;

	TokenMakers(KeyRing ring, SecureRandom random) {
		this.makers = ring.all().stream().map((keys) -> new TokenMaker(keys, random)).toList();
	}

	/** Makes new tokens. */
	public TokenMaker active() {
		return this.makers.getFirst();
	}

	/** The makers that may have made a token; the active one comes first. */
	public List<TokenMaker> all() {
		return this.makers;
	}

}
