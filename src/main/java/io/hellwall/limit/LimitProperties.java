package io.hellwall.limit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of one node. A network is an IPv4 address or an IPv6 /64.
 *
 * @param enabled whether these limits are in force
 * @param requests the rate of requests for passcodes, logins, changes of accounts and
 * registrations together from one network
 * @param siteRequests the same for an IPv6 /48
 * @param mails the rate of mails with passcodes that one network may ask for
 * @param mailsInAll the rate of mails with passcodes for all networks together
 * @param openMails the rate of mails that anybody may ask for without a password, from
 * one network
 * @param siteOpenMails the same for an IPv6 /48
 * @param openMailsInAll the same for all networks together
 * @param connections the rate of TCP connections from one network
 * @param connectionsAtOnce the number of TCP connections of one network at a time
 * @param maxNetworks the number of networks that each rate remembers; those that are seen
 * most often stay
 */
@Validated
@ConfigurationProperties("hellwall.limit")
record LimitProperties(@DefaultValue("true") boolean enabled, @DefaultValue("30/5m") Rate requests,
		@DefaultValue("1000/5m") Rate siteRequests, @DefaultValue("20/1h") Rate mails,
		@DefaultValue("1000/1h") Rate mailsInAll, @DefaultValue("20/1h") Rate openMails,
		@DefaultValue("100/1h") Rate siteOpenMails, @DefaultValue("500/1h") Rate openMailsInAll,
		@DefaultValue("600/1m") Rate connections, @Min(1) @Max(65535) @DefaultValue("32") int connectionsAtOnce,
		@Min(1000) @Max(10_000_000) @DefaultValue("100000") int maxNetworks) {
}
