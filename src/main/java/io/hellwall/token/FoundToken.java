package io.hellwall.token;

import java.time.Instant;

import io.hellwall.binding.BindingMode;

/**
 * A token that exists.
 *
 * @param place where it is used
 * @param idle whether its session was not used for so long that it is over
 */
public record FoundToken(TokenState state, Place place, boolean idle) {

	/** The same, where the session was not used for too long. */
	public FoundToken asIdle() {
		return new FoundToken(this.state, this.place, true);
	}

	public boolean sessionOver(Instant now) {
		return this.idle || this.state.sessionOver(now);
	}

	/** Whether the session is alive and the token is used where it may be. */
	public boolean admitted(Instant now) {
		return (this.place == Place.BOUND || this.place == Place.ROAMING) && !sessionOver(now);
	}

	/** Whether it may be used there, or could be after a passcode was mailed. */
	public boolean onItsDevice() {
		return switch (this.place) {
			case BOUND, ROAMING, STEP_UP -> true;
			case OTHER_NETWORK, OTHER_DEVICE -> false;
		};
	}

	/** Whether a mailed passcode may let its session go on where it is used. */
	public boolean mayStepUp() {
		return onItsDevice() && (this.state.proofDue() || this.state.binding().startsWith(BindingMode.STEP_UP + " "));
	}

	/** Where a token is used, compared with what it is bound to. */
	public enum Place {

		/** Its device and network. */
		BOUND,

		/** Its device, in a network that its mode only reports. */
		ROAMING,

		/**
		 * Its device, in a network where a mailed passcode lets its session go on. After
		 * a restore that is every network that it may be used in.
		 */
		STEP_UP,

		OTHER_NETWORK,

		OTHER_DEVICE

	}

}
