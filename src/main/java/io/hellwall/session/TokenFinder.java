package io.hellwall.session;

import java.security.MessageDigest;
import java.util.Optional;

import io.hellwall.binding.Binding;
import io.hellwall.binding.BindingMode;
import io.hellwall.binding.NetworkBinding;
import io.hellwall.device.Device;
import io.hellwall.session.FoundToken.Place;
import io.hellwall.token.BaseToken;
import io.hellwall.token.TokenMaker;
import io.hellwall.token.TokenMakers;

import org.springframework.stereotype.Component;

/**
 * Finds the row of a token, and tells whether it is used on the device and in the network
 * that it is bound to.
 */
@Component
class TokenFinder {

	private final TokenLookup lookup;

	private final TokenMakers makers;

	private final NetworkBinding bindings;

	TokenFinder(TokenLookup lookup, TokenMakers makers, NetworkBinding bindings) {
		this.lookup = lookup;
		this.makers = makers;
		this.bindings = bindings;
	}

	/** The token, wherever it is used; empty if there is none. */
	Optional<FoundToken> find(BaseToken token, Device device) {
		for (TokenMaker maker : this.makers.all()) {
			Optional<TokenState> state = this.lookup.find(maker.handle(token));
			if (state.isPresent()) {
				return Optional.of(new FoundToken(state.get(), place(token, state.get(), maker, device)));
			}
		}
		return Optional.empty();
	}

	private Place place(BaseToken token, TokenState state, TokenMaker maker, Device device) {
		// Nearly always a new token would be bound to the same, and nothing is parsed.
		String here = this.bindings.bind(state.accountMode(), device.address()).toString();
		Place place = here.equals(state.binding()) ? Place.BOUND : place(Binding.parse(state.binding()), device);
		boolean admitted = place == Place.BOUND || place == Place.ROAMING;
		byte[] master = maker.master(token, device.mac(), admitted ? state.binding() : here);
		if (MessageDigest.isEqual(master, state.master())) {
			return place;
		}
		return (state.mac().equals(device.mac()) && !admitted) ? place : Place.OTHER_DEVICE;
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
