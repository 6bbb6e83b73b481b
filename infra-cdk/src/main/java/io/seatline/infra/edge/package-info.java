/** CloudFront in front of the API, and the web ACLs of AWS WAF. */
package io.seatline.infra.edge;
