package io.hellwall.token;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

import io.hellwall.binding.Binding;
import io.hellwall.binding.BindingMode;
import io.hellwall.binding.NetworkBinding;
import io.hellwall.device.Device;
import io.hellwall.token.FoundToken.Place;

import org.springframework.stereotype.Component;

/**
 * What is stored of tokens: finds the row of a token, and tells whether the token is used
 * on the device and in the network that it is bound to. Decides nothing about sessions.
 */
@Component
public class Tokens {

	private final TokenLookup lookup;

	private final TokenRepository rows;

	private final TokenMakers makers;

	private final NetworkBinding bindings;

	Tokens(TokenLookup lookup, TokenRepository rows, TokenMakers makers, NetworkBinding bindings) {
		this.lookup = lookup;
		this.rows = rows;
		this.makers = makers;
		this.bindings = bindings;
	}

	/** The token, wherever it is used; empty if there is none. */
	public Optional<FoundToken> find(BaseToken token, Device device) {
		return find(token, (maker, state) -> new FoundToken(state, place(token, state, maker, device), false));
	}

	/** The token, for whoever does not ask where it is used; empty if there is none. */
	public Optional<TokenState> find(BaseToken token) {
		return find(token, (maker, state) -> state);
	}

	private <T> Optional<T> find(BaseToken token, BiFunction<TokenMaker, TokenState, T> found) {
		for (TokenMaker maker : this.makers.all()) {
			Optional<TokenState> state = this.lookup.find(maker.handle(token));
			if (state.isPresent()) {
				return Optional.of(found.apply(maker, state.get()));
			}
		}
		return Optional.empty();
	}

	/** When a token of the session was replaced; empty if it was not, or is forgotten. */
	public Optional<Instant> supersededAt(SessionId session, int generation) {
		return this.rows.supersededAt(session, generation);
	}

	/** What is committed now about the token with this handle. */
	public Optional<TokenState> find(byte[] handle) {
		return this.lookup.find(handle);
	}

	/** Stores a new token. */
	public void save(TokenKeys keys, SessionId session, int generation, Instant expiresAt) {
		this.rows.save(new MasterToken(keys, session, generation, expiresAt));
	}

	/** Notes the first use of a token. */
	public void markUsed(TokenState token, Instant now) {
		this.rows.markUsed(token.handle(), now);
	}

	/**
	 * Marks a token as replaced; true for the one request that makes the successor. For
	 * the transaction of the caller.
	 */
	public boolean supersede(TokenState token, Instant now) {
		return this.rows.supersede(token.handle(), now) == 1;
	}

	/**
	 * Binds a current token to another network; false if it was replaced. For the
	 * transaction of the caller.
	 */
	public boolean rebind(TokenKeys keys) {
		return this.rows.rebind(keys) == 1;
	}

	/**
	 * Forgets those before this token that were replaced long ago. A request that sends
	 * one of them is refused like any unknown token. For the transaction of the caller.
	 */
	public void forgetBefore(TokenState token, Instant before) {
		this.rows.forget(token.session(), token.generation(), before.toEpochMilli());
	}

	private Place place(BaseToken token, TokenState state, TokenMaker maker, Device device) {
		// Nearly always a new token would be bound to the same, and nothing is parsed.
		String here = this.bindings.bind(state.accountMode(), device.address()).toString();
		Place place = here.equals(state.binding()) ? Place.BOUND : place(Binding.parse(state.binding()), device);
		boolean admitted = place == Place.BOUND || place == Place.ROAMING;
		byte[] master = maker.master(token, device.mac(), admitted ? state.binding() : here);
		if (MessageDigest.isEqual(master, state.master())) {
			return (admitted && state.proofDue()) ? Place.STEP_UP : place;
		}
		return (state.mac().equals(device.mac().value()) && !admitted) ? place : Place.OTHER_DEVICE;
	}

	private static Place place(Binding binding, Device device) {
		if (binding.contains(device.address())) {
			return Place.BOUND;
		}
		return switch (binding.mode()) {
			case STRICT, PREFIX -> Place.OTHER_NETWORK;
			case STEP_UP -> Place.STEP_UP;
			case REPORT, OFF -> Place.ROAMING;
		};
	}

}
