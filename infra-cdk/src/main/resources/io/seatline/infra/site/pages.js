// Answers with the site's pages: a CloudFront Function on requests for the site and on the responses to them.
const FOLDERS = ['/door', '/desk'];
const NOT_FOUND = '/404.html';

/** Returns the file for a path; a path without an extension is no file's. */
function file(path) {
    if (path === '/' || FOLDERS.some((folder) => path === folder + '/')) {
        return path + 'index.html';
    }
    return /\.[a-z0-9]+$/i.test(path) ? path : NOT_FOUND;
}

function handler(event) {
    const { request, response } = event;
    if (response) {
        // The path is the customer's or already the file's: both lead to the same file.
        if (response.statusCode === 200 && file(request.uri) === NOT_FOUND) {
            response.statusCode = 404;
        }
        return response;
    }
    if (FOLDERS.includes(request.uri)) {
        return { statusCode: 302, headers: { location: { value: request.uri + '/' } } };
    }
    request.uri = file(request.uri);
    return request;
}
