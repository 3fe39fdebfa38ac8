package io.hellwall.limit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much strangers may ask of one node. A network is an IPv4 address or an IPv6 /64.
 *
 * @param enabled whether anything here limits anybody
 * @param requests for passcodes and logins together, a network
 * @param siteRequests the same, an IPv6 /48
 * @param mails with passcodes, a network
 * @param mailsInAll with passcodes
 * @param connections over TCP, a network
 * @param connectionsAtOnce over TCP, a network
 * @param maxNetworks how many are remembered, for each of these; those seen most often
 * stay
 */
@Validated
@ConfigurationProperties("hellwall.limit")
record LimitProperties(@DefaultValue("true") boolean enabled, @DefaultValue("30/5m") Rate requests,
		@DefaultValue("1000/5m") Rate siteRequests, @DefaultValue("20/1h") Rate mails,
		@DefaultValue("1000/1h") Rate mailsInAll, @DefaultValue("600/1m") Rate connections,
		@Min(1) @Max(65535) @DefaultValue("32") int connectionsAtOnce,
		@Min(1000) @Max(10_000_000) @DefaultValue("100000") int maxNetworks) {
}
