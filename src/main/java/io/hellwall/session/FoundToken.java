package io.hellwall.session;

import java.time.Instant;

import io.hellwall.binding.BindingMode;

/**
 * A token that exists.
 *
 * @param place where it is used
 */
record FoundToken(TokenState state, Place place) {

	/** Whether the session is alive and the token is used where it may be. */
	boolean admitted(Instant now) {
		return (this.place == Place.BOUND || this.place == Place.ROAMING) && !this.state.sessionOver(now);
	}

	/** Whether it may be used there, or could be after a passcode was mailed. */
	boolean onItsDevice() {
		return switch (this.place) {
			case BOUND, ROAMING, STEP_UP -> true;
			case OTHER_NETWORK, OTHER_DEVICE -> false;
		};
	}

	boolean inStepUpMode() {
		return onItsDevice() && this.state.binding().startsWith(BindingMode.STEP_UP + " ");
	}

	/** Where a token is used, compared with what it is bound to. */
	enum Place {

		/** Its device and network. */
		BOUND,

		/** Its device, in a network that its mode only reports. */
		ROAMING,

		/** Its device, in a network where a mailed passcode lets its session go on. */
		STEP_UP,

		OTHER_NETWORK,

		OTHER_DEVICE

	}

}
