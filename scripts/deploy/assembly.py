"""Reads a cdk.out folder: stacks, templates and assets."""
import io
import json
import zipfile
from pathlib import Path


class Assembly:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.artifacts = self.read('manifest.json')['artifacts']

    def read(self, file):
        return json.loads((self.folder / file).read_text(encoding='utf-8'))

    def stacks(self):
        """Names and templates of the stacks, each after those that it depends on."""
        done = []

        def visit(id):
            artifact = self.artifacts[id]
            if artifact['type'] != 'aws:cloudformation:stack' or id in done:
                return
            for dependency in artifact.get('dependencies', []):
                visit(dependency)
            done.append(id)

        for id in self.artifacts:
            visit(id)
        return {id: self.read(self.artifacts[id]['properties']['templateFile']) for id in done}

    def file_assets(self):
        """Bucket, key and content of all that the templates refer to, but the templates themselves."""
        for artifact in self.artifacts.values():
            if artifact['type'] != 'cdk:asset-manifest':
                continue
            for asset in self.read(artifact['properties']['file']).get('files', {}).values():
                source = self.folder / asset['source']['path']
                for destination in asset['destinations'].values():
                    if asset['source']['packaging'] == 'zip':
                        yield destination['bucketName'], destination['objectKey'], zipped(source)


def zipped(folder):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, 'w') as packed:
        for file in sorted(path for path in folder.rglob('*') if path.is_file()):
            packed.write(file, file.relative_to(folder).as_posix())
    return archive.getvalue()
