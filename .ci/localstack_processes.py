"""Starts LocalStack without Docker. It runs each function from the deployed zip in AWS's Java runtime interface client, and
keeps its tables in Seatline's table engine, which listens on DYNAMODB_LOCAL_PORT.

LocalStack asks its executor for an environment for every invocation that finds none idle. Here the environments of a
function version share a few processes, which start when they are first needed.

It needs FUNCTIONS_JAVA (a JDK 25), FUNCTIONS_CLASSPATH (a class path that contains the runtime interface client and its
libraries) and FUNCTIONS_DIR (for logs and the report on the processes).
"""

import atexit
import functools
import json
import os
import pathlib
import platform
import queue
import re
import signal
import subprocess
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from localstack.services.dynamodb.server import DynamodbServer
from localstack.services.dynamodbstreams.v2.provider import DynamoDBStreamsProvider
from localstack.services.lambda_.invocation import runtime_executor
from localstack.services.lambda_.invocation.lambda_models import InvocationResult
from twisted.internet import endpoints

PROCESSES_OF_A_FUNCTION = 2
START_SECONDS = 60
DIRECTORY = pathlib.Path(os.environ["FUNCTIONS_DIR"])
# The libraries in /var/runtime/lib on Lambda; the runtime's own loader adds those of the zip.
RUNTIME = re.compile(r"/(aws-lambda-java-(core|serialization|runtime-interface-client)|utils-lite)-[^/]+\.jar$")
RUNTIME_JARS = [jar for jar in os.environ["FUNCTIONS_CLASSPATH"].split(":") if RUNTIME.search(jar)]


@functools.cache
def native_library():
    """Unpacks the client's native library: processes that do so themselves overwrite a file that others have mapped."""
    client = next(jar for jar in RUNTIME_JARS if "runtime-interface-client" in jar)
    processor = "aarch_64" if platform.machine() == "aarch64" else "x86_64"
    with zipfile.ZipFile(client) as jar:
        return jar.extract(f"jni/libaws-lambda-jni.linux-{processor}.so", DIRECTORY)


class Code:
    """The deployed zips, each unpacked once."""

    roots = {}
    lock = threading.Lock()

    @classmethod
    def unpacked(cls, code):
        with cls.lock:
            root = cls.roots.get(code.code_sha256)
            if root is None or not root.exists():
                code.prepare_for_execution()
                root = cls.roots[code.code_sha256] = code.get_unzipped_code_location()
            return root


class RuntimeApi(BaseHTTPRequestHandler):
    """Lambda's runtime API for one process, see "Using the Lambda runtime API" in AWS's documentation."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self):
        process = self.server.process
        if self.path != "/2018-06-01/runtime/invocation/next":
            self.answer(404)
            return
        invocation = process.next_invocation()
        self.answer(
            200,
            invocation["payload"].encode(),
            {
                "Content-Type": "application/json",
                "Lambda-Runtime-Aws-Request-Id": invocation["invoke-id"],
                "Lambda-Runtime-Deadline-Ms": str(int((time.time() + process.timeout) * 1000)),
                "Lambda-Runtime-Invoked-Function-Arn": invocation["invoked-function-arn"],
                "Lambda-Runtime-Trace-Id": invocation["trace-id"],
            },
        )

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        # Else it is an error of the invocation, or init/error.
        self.server.process.end_invocation(body, is_error=not self.path.endswith("/response"))
        self.answer(202)

    def answer(self, status, body=b"", headers=None):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Process:
    """A JVM that runs a function version, one invocation at a time."""

    numbers = iter(range(1, 1_000_000))

    def __init__(self, version, variables):
        self.name = version.id.function_name
        self.timeout = version.config.timeout
        self.invocations = queue.Queue()
        self.outcomes = queue.Queue()
        self.ready = threading.Event()
        self.started = time.monotonic()
        self.start_seconds = 0
        self.count = 0
        self.api = ThreadingHTTPServer(("127.0.0.1", 0), RuntimeApi)
        self.api.daemon_threads = True
        self.api.process = self
        # A process that is killed cuts its connections.
        self.api.handle_error = lambda *_: None
        threading.Thread(target=self.api.serve_forever, daemon=True).start()
        root = Code.unpacked(version.config.code)
        self.log = DIRECTORY / f"{self.name}-{next(self.numbers)}.log"
        with self.log.open("wb") as log:
            self.jvm = subprocess.Popen(
                self.command(version.config),
                cwd=root,
                env={name: str(value) for name, value in variables.items()}
                | {
                    "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self.api.server_port}",
                    "LAMBDA_TASK_ROOT": str(root),
                },
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        threading.Thread(target=self.await_exit, daemon=True).start()

    @staticmethod
    def command(config):
        """The options of Lambda's managed runtimes, and a small initial heap."""
        return [
            os.environ["FUNCTIONS_JAVA"],
            "-XX:InitialHeapSize=16m",
            f"-XX:MaxHeapSize={config.memory_size * 1024 * 85 // 100}k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            f"-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI={native_library()}",
            "-classpath",
            ":".join(RUNTIME_JARS),
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            config.handler,
        ]

    def alive(self):
        return self.jvm.poll() is None

    def await_exit(self):
        status = self.jvm.wait()
        self.end_invocation(error("Runtime.ExitError", f"Runtime exited with exit status {status}, see {self.log}"), True)

    def next_invocation(self):
        if not self.ready.is_set():
            self.start_seconds = time.monotonic() - self.started
            self.ready.set()
        return self.invocations.get()

    def end_invocation(self, body, is_error):
        self.outcomes.put((body, is_error))
        # A process that fails before it asks for an invocation must not be waited for.
        self.ready.set()

    def invoke(self, payload):
        self.count += 1
        request = f"RequestId: {payload['invoke-id']}"
        try:
            seconds = START_SECONDS
            if not self.ready.wait(seconds):
                raise queue.Empty
            self.invocations.put(payload)
            seconds = self.timeout
            body, is_error = self.outcomes.get(timeout=seconds)
        except queue.Empty:
            self.close()
            body, is_error = error("Sandbox.Timedout", f"{request} Error: Task timed out after {seconds:.2f} seconds"), True
        return InvocationResult(payload["invoke-id"], body, is_error, logs=request)

    def close(self):
        """Kills the process and adds a line to the report: name, pid, seconds to start, invocations, peak memory in MB."""
        if self.alive():
            peak = re.search(r"VmHWM:\s*(\d+)", pathlib.Path(f"/proc/{self.jvm.pid}/status").read_text())
            self.jvm.kill()
            self.jvm.wait()
            with (DIRECTORY / "report").open("a") as report:
                figures = [self.name, self.jvm.pid, f"{self.start_seconds:.2f}", self.count, int(peak[1]) // 1024]
                print(*figures, sep="\t", file=report)
        self.api.shutdown()
        self.api.server_close()


def error(error_type, message):
    return json.dumps({"errorType": error_type, "errorMessage": message}).encode()


class Pool:
    """The processes of a function version; an invocation that finds all of them busy waits."""

    pools = {}

    def __init__(self, version):
        self.version = version
        self.idle = []
        self.running = 0
        self.closed = False
        self.changed = threading.Condition()

    @classmethod
    def of(cls, version):
        return cls.pools.setdefault(cls.key(version), cls(version))

    @classmethod
    def close(cls, version):
        pool = cls.pools.pop(cls.key(version), None)
        if pool:
            with pool.changed:
                pool.closed = True
                while pool.idle:
                    pool.idle.pop().close()

    @staticmethod
    def key(version):
        return version.id.qualified_arn(), version.config.internal_revision

    def invoke(self, variables, payload):
        process = self.take()
        try:
            if process is None:
                process = Process(self.version, variables)
            return process.invoke(payload)
        finally:
            self.give_back(process)

    def take(self):
        """Waits for the right to run one invocation. Returns an idle process, or None if one has to be started."""
        with self.changed:
            self.changed.wait_for(lambda: self.idle or self.running < PROCESSES_OF_A_FUNCTION)
            self.running += 1
            while self.idle:
                process = self.idle.pop()
                if process.alive():
                    return process
            return None

    def give_back(self, process):
        with self.changed:
            self.running -= 1
            if process and self.closed:
                process.close()
            elif process and process.alive():
                self.idle.append(process)
            self.changed.notify()


class Executor(runtime_executor.RuntimeExecutor):
    """What LocalStack takes for an environment of its own."""

    def start(self, env_vars):
        self.variables = env_vars

    def invoke(self, payload):
        return Pool.of(self.function_version).invoke(self.variables, payload)

    def stop(self):
        pass

    def get_address(self):
        return "127.0.0.1"

    def get_endpoint_from_executor(self):
        # With an IP address the SDK addresses buckets by path; their names resolve to no host.
        return "127.0.0.1"

    def get_runtime_endpoint(self):
        return ""

    def get_logs(self):
        return ""

    @classmethod
    def prepare_version(cls, function_version):
        pass

    @classmethod
    def cleanup_version(cls, function_version):
        Pool.close(function_version)


@atexit.register
def close_all():
    for pool in list(Pool.pools.values()):
        Pool.close(pool.version)


def end(*_):
    close_all()
    os._exit(0)


# On SIGTERM, LocalStack takes more than ten seconds to end.
signal.signal(signal.SIGUSR1, end)


# Replaced before the modules that import them are loaded.
runtime_executor.get_runtime_executor = lambda: Executor
# The engine already runs, and has the Region and account of its ARNs from the start; DynamoDB Local has neither.
DynamodbServer.start_dynamodb = lambda self: True
DynamodbServer.stop_dynamodb = lambda self: None
DynamoDBStreamsProvider.modify_stream_arn_for_ddb_local = lambda self, arn: arn
# LocalStack listens on every address, whatever GATEWAY_LISTEN says.
endpoints.TCP4ServerEndpoint = functools.partial(endpoints.TCP4ServerEndpoint, interface="127.0.0.1")

if __name__ == "__main__":
    from localstack.runtime.main import main

    main()
