/** The web site: its files, their upload, and how CloudFront answers with them. */
package io.seatline.infra.site;
