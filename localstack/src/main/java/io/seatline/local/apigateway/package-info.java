/** API Gateway's HTTP API and Lambda function URLs: turns requests into events and results into responses. */
package io.seatline.local.apigateway;
