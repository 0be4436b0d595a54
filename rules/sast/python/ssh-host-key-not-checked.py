# SPDX-License-Identifier: MIT
import paramiko


def connect(host):
    client = paramiko.SSHClient()
    # ruleid: python-ssh-host-key-not-checked
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
    # ok: python-ssh-host-key-not-checked
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    client.connect(host)
