/** What CloudFront does for the web site on AWS. */
package io.seatline.local.cloudfront;
