package io.hellwall.binding;

import java.time.LocalDate;

/**
 * What was seen on one day in report mode.
 *
 * @param day in UTC
 * @param sessions that were used from another network than their token was given to
 * @param requests of these sessions from there
 * @param sessionsBeyondPrefix those of the sessions that also left their prefix or site
 * @param requestsBeyondPrefix those of the requests that came from beyond it
 */
public record BindingDay(LocalDate day, long sessions, long requests, long sessionsBeyondPrefix,
		long requestsBeyondPrefix) {

	BindingDay(int day, long sessions, long requests, long sessionsBeyondPrefix, long requestsBeyondPrefix) {
		this(LocalDate.ofEpochDay(day), sessions, requests, sessionsBeyondPrefix, requestsBeyondPrefix);
	}

}
