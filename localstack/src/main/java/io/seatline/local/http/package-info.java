/**
 * The HTTP front of the embedded cloud: HTTP requests become the events that API Gateway and Lambda function URLs send,
 * and what the functions answer becomes the HTTP response that they would give.
 */
package io.seatline.local.http;

