#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/data/metadata: small pictures of our own that tell how they were made in the dialect
of each program that writes such texts, and expected.ini, what has to be read from them. The texts
alone go to tests/fuzz/seeds/metadata.

The pictures are painted here and the words are invented; what is others' is only the manner of
writing. The files are kept; whoever changes this script runs it."""

import gzip
import json
import pathlib
import struct
import zlib

FOLDER = pathlib.Path(__file__).parent / 'metadata'
SEEDS = pathlib.Path(__file__).parent.parent / 'fuzz' / 'seeds' / 'metadata'
WIDTH, HEIGHT = 48, 40
expected = {}


def pixels(channels, width=WIDTH):
    rows = []
    for y in range(HEIGHT):
        row = bytearray()
        for x in range(width):
            row += bytes((x * 5 % 256, y * 6, (x ^ y) * 3 % 256))
            if channels == 4:
                row.append(255)
        rows.append(row)
    return rows


def png_chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def png(texts=(), rows=None, channels=3, after=()):
    """A PNG with texts before its pixels (and some after): (keyword, text[, kind])."""
    rows = rows or pixels(channels)

    def text_chunk(keyword, text, kind='tEXt'):
        if kind == 'tEXt':
            return png_chunk(b'tEXt', keyword.encode('latin-1') + b'\0' + text.encode('latin-1'))
        if kind == 'zTXt':
            return png_chunk(b'zTXt', keyword.encode('latin-1') + b'\0\0'
                             + zlib.compress(text.encode('latin-1'), 9))
        return png_chunk(b'iTXt', keyword.encode('latin-1') + b'\0\0\0\0\0' + text.encode('utf-8'))

    header = struct.pack('>IIBBBBB', len(rows[0]) // channels, HEIGHT, 8, 2 if channels == 3 else 6, 0, 0, 0)
    packed = zlib.compress(b''.join(b'\0' + bytes(row) for row in rows), 9)
    return (b'\x89PNG\r\n\x1a\n' + png_chunk(b'IHDR', header)
            + b''.join(text_chunk(*text) for text in texts) + png_chunk(b'IDAT', packed)
            + b''.join(text_chunk(*text) for text in after) + png_chunk(b'IEND', b''))


# A grey JPEG of one block, by hand: quantisation by ones, the shortest tables, DC only.
JPEG_BODY = (
    b'\xff\xdb\0\x43\0' + bytes([1] * 64)
    + b'\xff\xc0\0\x0b\x08\0\x08\0\x08\x01\x01\x11\0'
    + b'\xff\xc4\0\x14\0' + bytes([1] + [0] * 15) + b'\x05'
    + b'\xff\xc4\0\x14\x10' + bytes([1] + [0] * 15) + b'\0'
    + b'\xff\xda\0\x08\x01\x01\0\0\x3f\0' + bytes([0b01010101]) + b'\xff\xd9')


def exif(entries, order='>'):
    """A TIFF block: {tag: bytes (ASCII) or ('undefined', bytes)}; 0x9286 goes to the Exif IFD."""
    def directory(items, start):
        out, extra = struct.pack(order + 'H', len(items)), b''
        place = start + 2 + 12 * len(items) + 4
        for tag, (kind, data) in sorted(items.items()):
            count = len(data) if kind != 4 else 1
            if len(data) <= 4:
                value = data.ljust(4, b'\0')
            else:
                value = struct.pack(order + 'I', place + len(extra))
                extra += data + b'\0' * (len(data) % 2)
            out += struct.pack(order + 'HHI', tag, kind, count) + value
        return out + b'\0\0\0\0' + extra

    first = {tag: (2, value + b'\0') for tag, value in entries.items() if tag < 0x9000}
    second = {tag: (7, value) for tag, value in entries.items() if tag >= 0x9000}
    head = (b'MM\0*' if order == '>' else b'II*\0') + struct.pack(order + 'I', 8)
    if second:
        first[0x8769] = (4, b'\0\0\0\0')
        first[0x8769] = (4, struct.pack(order + 'I', 8 + len(directory(first, 8))))
    block = head + directory(first, 8)
    return block + (directory(second, len(block)) if second else b'')


def jpeg(*segments):
    out = b'\xff\xd8'
    for marker, data in segments:
        out += bytes((0xff, marker)) + struct.pack('>H', len(data) + 2) + data
    return out + JPEG_BODY


def app1_exif(entries, order='>'):
    return 0xe1, b'Exif\0\0' + exif(entries, order)


def app1_xmp(packet):
    return 0xe1, b'http://ns.adobe.com/xap/1.0/\0' + packet.encode('utf-8')


# A lossless picture of one pixel.
VP8L_BODY = bytes.fromhex('2f00000010071011118888fe0700')


def webp(**blocks):
    """A WebP in the extended form, with EXIF and XMP chunks."""
    flags = (8 if 'EXIF' in blocks else 0) | (4 if 'XMP ' in blocks else 0)
    body = b''
    for kind, data in {'VP8X': struct.pack('<I', flags) + bytes(6), 'VP8L': VP8L_BODY,
                       **blocks}.items():
        body += kind.encode() + struct.pack('<I', len(data)) + data + b'\0' * (len(data) % 2)
    return b'RIFF' + struct.pack('<I', len(body) + 4) + b'WEBP' + body


def xmp(properties, namespaces=''):
    return ('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
            '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-'
            'rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"'
            ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"' + namespaces + '>'
            + properties + '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>')


def escape(text):
    return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')


def alternative(name, text):
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{name}>'


def stealth(text, packed=True):
    """A PNG whose lowest bits of opacity hold a text, column by column."""
    data = gzip.compress(text.encode('utf-8'), mtime=0) if packed else text.encode('utf-8')
    head = b'stealth_pngcomp' if packed else b'stealth_pnginfo'
    bits = ''.join(f'{byte:08b}' for byte in head + struct.pack('>I', len(data) * 8) + data)
    width = len(bits) // HEIGHT + 4
    rows = pixels(4, width)
    for i in range(width * HEIGHT):
        bit = int(bits[i]) if i < len(bits) else 0
        rows[i % HEIGHT][(i // HEIGHT) * 4 + 3] = 254 | bit
    return png(rows=rows, channels=4)


def stealth_rgb(text, packed=True, channels=3):
    """The same in the lowest bits of the colours, three to a pixel."""
    data = gzip.compress(text.encode('utf-8'), mtime=0) if packed else text.encode('utf-8')
    head = b'stealth_rgbcomp' if packed else b'stealth_rgbinfo'
    bits = ''.join(f'{byte:08b}' for byte in head + struct.pack('>I', len(data) * 8) + data)
    width = len(bits) // 3 // HEIGHT + 4
    rows = pixels(channels, width)
    for i, bit in enumerate(bits):
        at = i // 3 // HEIGHT * channels + i % 3
        rows[i // 3 % HEIGHT][at] = rows[i // 3 % HEIGHT][at] & 254 | int(bit)
    return png(rows=rows, channels=channels)


def keep(name, data, **fields):
    (FOLDER / name).write_bytes(data)
    if fields:
        expected[name] = fields


def beside(name, data):
    (FOLDER / name).write_bytes(data + b'\n')


def seed(name, text):
    (SEEDS / name).write_bytes(text if isinstance(text, bytes) else text.encode() + b'\n')


A1111 = ('a lighthouse on a cliff,\nstorm\nNegative prompt: people, boats\nSteps: 24, Sampler: DPM++ 2M,'
         ' Schedule type: Karras, CFG scale: 6.5, Seed: 3141592653, Size: 640x512, Model hash: '
         'c0ffee1234, Model: shoreline_v2, Denoising strength: 0.4, Lora hashes: "waves: 12ab, '
         'foam: 34cd", Version: v1.9.4')
A1111_FIELDS = dict(dialect='a1111', prompt='a lighthouse on a cliff,\nstorm', negative='people, boats',
                    seed='3141592653', steps=24, sampler='DPM++ 2M', cfg=6.5, width=640, height=512,
                    model='shoreline_v2', version='c0ffee1234', strength=0.4, software='v1.9.4')
FORGE = A1111.replace('CFG scale: 6.5', 'CFG scale: 1, Distilled CFG Scale: 3.5') \
    .replace('v1.9.4', 'f2.0.1v1.10.1, Module 1: ae, Diffusion in Low Bits: Automatic')
UNICODE = A1111.replace('a lighthouse', 'ein Leuchtturm, 灯台, 🗼')
UNICODE_FIELDS = dict(A1111_FIELDS, prompt='ein Leuchtturm, 灯台, 🗼 on a cliff,\nstorm')


def user_comment(text, encoding='utf-16-be'):
    return {0x9286: b'UNICODE\0' + text.encode(encoding)}


def make_a1111():
    keep('a1111.png', png([('parameters', A1111)]), **A1111_FIELDS)
    keep('a1111-unicode.png', png([('parameters', UNICODE, 'iTXt')]), **UNICODE_FIELDS)
    keep('a1111-packed.png', png([('parameters', A1111, 'zTXt')]), **A1111_FIELDS)
    keep('a1111-after.png', png(after=[('parameters', A1111)]), **A1111_FIELDS)
    keep('forge.png', png([('parameters', FORGE)]),
         **dict(A1111_FIELDS, cfg=1.0, software='f2.0.1v1.10.1'))
    keep('krita.png', png([('parameters', A1111, 'iTXt')]), **A1111_FIELDS)
    keep('a1111.jpg', jpeg(app1_exif(user_comment(UNICODE))), **UNICODE_FIELDS)
    keep('a1111-little.jpg', jpeg(app1_exif(user_comment(UNICODE, 'utf-16-le'), '<')),
         **UNICODE_FIELDS)
    keep('a1111-ascii.jpg', jpeg(app1_exif({0x9286: b'ASCII\0\0\0' + A1111.encode()})),
         **A1111_FIELDS)
    keep('a1111-comment.jpg', jpeg((0xfe, A1111.encode())), **A1111_FIELDS)
    keep('a1111-stealth-rgb.png', stealth_rgb(UNICODE), **UNICODE_FIELDS)
    keep('a1111-stealth-rgb-plain.png', stealth_rgb(A1111, packed=False), **A1111_FIELDS)
    keep('a1111-stealth-rgba.png', stealth_rgb(A1111, channels=4), **A1111_FIELDS)
    keep('a1111.webp', webp(EXIF=exif(user_comment(UNICODE))), **UNICODE_FIELDS)
    seed('a1111.txt', UNICODE)
    seed('exif', exif(user_comment(A1111)))
    seed('exif-little', exif({**user_comment('fox', 'utf-16-le'), 0x010e: b'owl'}, '<'))
    civitai = A1111.replace('DPM++ 2M', 'Undefined').replace(
        'Version: v1.9.4', 'Clip skip: 2, Civitai resources: [{"type":"checkpoint","modelVersionId":'
        '7,"modelName":"Shore, line"}], Civitai metadata: {}')
    keep('civitai.jpg', jpeg(app1_exif(user_comment(civitai))),
         **dict(A1111_FIELDS, sampler='', software=''))


def make_comfyui():
    graph = {
        '3': {'class_type': 'KSampler', 'inputs': {
            'seed': 987654321012345, 'steps': 22, 'cfg': 5.5, 'sampler_name': 'dpmpp_2m',
            'scheduler': 'karras', 'denoise': 0.75, 'model': ['10', 0], 'positive': ['6', 0],
            'negative': ['7', 0], 'latent_image': ['5', 0]}},
        '4': {'class_type': 'CheckpointLoaderSimple', 'inputs': {'ckpt_name': 'meadow.safetensors'}},
        '5': {'class_type': 'EmptyLatentImage', 'inputs': {'width': 768, 'height': 1024,
                                                          'batch_size': 1}},
        '6': {'class_type': 'CLIPTextEncode', 'inputs': {'text': 'a meadow “at noon”',
                                                        'clip': ['10', 1]}},
        '7': {'class_type': 'CLIPTextEncode', 'inputs': {'text': 'fog', 'clip': ['10', 1]}},
        '8': {'class_type': 'VAEDecode', 'inputs': {'samples': ['3', 0], 'vae': ['4', 2]}},
        '9': {'class_type': 'SaveImage', 'inputs': {'filename_prefix': 'x', 'images': ['8', 0]}},
        '10': {'class_type': 'LoraLoader', 'inputs': {'lora_name': 'dew', 'strength_model': 1,
                                                     'model': ['4', 0], 'clip': ['4', 1]}},
    }
    fields = dict(dialect='comfyui', prompt='a meadow “at noon”', negative='fog',
                  seed='987654321012345', steps=22, sampler='dpmpp_2m', cfg=5.5, width=768,
                  height=1024, model='meadow.safetensors', strength=0.75)
    workflow = {'last_node_id': 10, 'nodes': [], 'links': [], 'version': 0.4}
    text, editor = json.dumps(graph), json.dumps(workflow)
    keep('comfyui.png', png([('prompt', text), ('workflow', editor)]), **fields)
    keep('comfyui-workflow.png', png([('workflow', editor)]), dialect='comfyui')
    seed('comfyui.json', text)
    entries = {0x0110: b'prompt:' + text.encode(), 0x010f: b'workflow:' + editor.encode()}
    keep('comfyui.webp', webp(EXIF=exif(entries)), **fields)
    keep('comfyui.jpg', jpeg(app1_exif(entries)), **fields)


def make_invokeai():
    new = {'generation_mode': 'txt2img', 'positive_prompt': 'a copper kettle',
           'negative_prompt': 'rust', 'width': 896, 'height': 704, 'seed': 1234567, 'cfg_scale': 4.5,
           'steps': 33, 'scheduler': 'dpmpp_3m_k', 'model': {'key': 'x', 'hash': 'blake3:77',
                                                            'name': 'hearth', 'base': 'sdxl'},
           'app_version': '5.6.0'}
    fields = dict(dialect='invokeai', prompt='a copper kettle', negative='rust', seed='1234567',
                  steps=33, sampler='dpmpp_3m_k', cfg=4.5, width=896, height=704, model='hearth',
                  version='blake3:77', software='5.6.0')
    keep('invokeai.png', png([('invokeai_metadata', json.dumps(new)),
                              ('invokeai_graph', '{"id":"g","nodes":{}}')]), **fields)
    seed('invokeai.json', json.dumps(new))
    third = dict(new, model={'model_name': 'hearth', 'base_model': 'sdxl', 'hash': 'blake3:77'})
    keep('invokeai-3.png', png([('invokeai_metadata', json.dumps(third))]), **fields)
    old = {'model': 'stable diffusion', 'model_weights': 'hearth-1.4', 'model_hash': '99',
           'app_id': 'invoke-ai/InvokeAI', 'app_version': '2.3.5', 'image': {
               'type': 'txt2img', 'prompt': [{'prompt': 'a copper kettle [rust]', 'weight': 1}],
               'steps': 33, 'cfg_scale': 4.5, 'threshold': 0, 'seed': 1234567, 'sampler': 'k_lms',
               'width': 896, 'height': 704}}
    seed('invokeai-2.json', json.dumps(old))
    seed('dream.txt', '"a copper kettle" -s 33 -S 1234567 -W 896 -H 704 -C 4.5 -A k_lms')
    keep('invokeai-2.png', png([('sd-metadata', json.dumps(old)),
                                ('Dream', '"a copper kettle [rust]" -s 33 -S 1234567')]),
         dialect='invokeai', prompt='a copper kettle [rust]', seed='1234567', steps=33,
         sampler='k_lms', cfg=4.5, width=896, height=704, model='hearth-1.4', software='2.3.5')
    keep('invokeai-dream.png',
         png([('Dream', '"a copper kettle" -s 33 -S 1234567 -W 896 -H 704 -C 4.5 -A k_lms')]),
         dialect='invokeai', prompt='a copper kettle', seed='1234567', steps=33, sampler='k_lms',
         cfg=4.5, width=896, height=704)


def make_swarmui():
    data = {'sui_image_params': {
        'prompt': 'a paper boat', 'negativeprompt': 'ink', 'model': 'paper_xl', 'seed': 5550123,
        'steps': 18, 'cfgscale': 7, 'aspectratio': '1:1', 'width': 1024, 'height': 1024,
        'sampler': 'euler_ancestral', 'scheduler': 'normal', 'initimagecreativity': 0.6,
        'swarm_version': '0.9.5.2'},
        'sui_extra_data': {'date': '2026-01-02', 'generation_time': '1.00 (prep) and 2.00 (gen)'},
        'sui_models': [{'name': 'paper_xl.safetensors', 'param': 'model', 'hash': '0xabcdef'}]}
    fields = dict(dialect='swarmui', prompt='a paper boat', negative='ink', seed='5550123', steps=18,
                  sampler='euler_ancestral', cfg=7.0, width=1024, height=1024, model='paper_xl',
                  version='0xabcdef', strength=0.6, software='0.9.5.2')
    text = json.dumps(data, indent=2)
    seed('swarmui.json', text)
    keep('swarmui.png', png([('parameters', text)]), **fields)
    keep('swarmui.jpg', jpeg(app1_exif(user_comment(text))), **fields)
    keep('swarmui-stealth.png', stealth(text.replace('\n', '').replace('  ', '')), **fields)


def make_fooocus():
    data = {'adm_guidance': '(1.5, 0.8, 0.3)', 'base_model': 'garden_v8', 'base_model_hash': 'aa11bb',
            'clip_skip': 2, 'full_negative_prompt': ['weeds', 'more weeds'],
            'full_prompt': ['a garden', 'cinematic'], 'guidance_scale': 4.0, 'loras': [],
            'metadata_scheme': 'fooocus', 'negative_prompt': 'weeds', 'performance': 'Speed',
            'prompt': 'a garden', 'prompt_expansion': '', 'refiner_model': 'None',
            'resolution': '(1152, 896)', 'sampler': 'dpmpp_2m_sde_gpu', 'scheduler': 'karras',
            'seed': '7777777777777777', 'sharpness': 2.0, 'steps': 30, 'styles': "['Fooocus V2']",
            'vae': 'Default (model)', 'version': 'Fooocus v2.5.5'}
    fields = dict(dialect='fooocus', prompt='a garden', negative='weeds', seed='7777777777777777',
                  steps=30, sampler='dpmpp_2m_sde_gpu', cfg=4.0, width=1152, height=896,
                  model='garden_v8', version='aa11bb', software='Fooocus v2.5.5')
    text = json.dumps(data)
    seed('fooocus.json', text)
    keep('fooocus.png', png([('fooocus_scheme', 'fooocus'), ('parameters', text)]), **fields)
    entries = {0x0131: b'Fooocus v2.5.5', 0x9286: text.encode(), 0x927c: b'fooocus'}
    keep('fooocus.jpg', jpeg(app1_exif(entries)), **fields)
    keep('fooocus.webp', webp(EXIF=exif(entries)), **fields)
    plain = ('a garden\nNegative prompt: weeds\nSteps: 30, Sampler: DPM++ 2M SDE Karras, Seed: '
             '7777777777777777, Size: 1152x896, CFG scale: 4.0, Sharpness: 2.0, Performance: Speed, '
             'Model hash: aa11bb, Model: garden_v8, Version: Fooocus v2.5.5')
    as_a1111 = dict(fields, dialect='a1111', sampler='DPM++ 2M SDE Karras')
    keep('fooocus-a1111.png', png([('fooocus_scheme', 'a1111'), ('parameters', plain)]), **as_a1111)
    keep('fooocus-a1111.jpg', jpeg(app1_exif({0x0131: b'Fooocus v2.5.5', 0x9286: plain.encode(),
                                             0x927c: b'a1111'})), **as_a1111)


def make_novelai():
    comment = json.dumps({
        'prompt': 'a violin, strings', 'steps': 28, 'height': 1216, 'width': 832, 'scale': 5.0,
        'uncond_scale': 1.0, 'cfg_rescale': 0.0, 'seed': 2718281828, 'n_samples': 1,
        'noise_schedule': 'karras', 'sampler': 'k_euler_ancestral', 'uc': 'dust',
        'request_type': 'PromptGenerateRequest', 'signed_hash': 'eA=='})
    texts = {'Title': 'AI generated image', 'Description': 'a violin, strings',
             'Software': 'NovelAI', 'Source': 'Stable Diffusion XL 9CC2F394', 'Comment': comment}
    fields = dict(dialect='novelai', prompt='a violin, strings', negative='dust', seed='2718281828',
                  steps=28, sampler='k_euler_ancestral', cfg=5.0, width=832, height=1216,
                  model='Stable Diffusion XL 9CC2F394', software='NovelAI')
    seed('novelai.json', comment)
    seed('novelai-texts.json', json.dumps(texts))
    keep('novelai.png', png(list(texts.items())), **fields)
    keep('novelai-stealth.png', stealth(json.dumps(texts)), **fields)
    short = json.dumps({'Description': 'a violin', 'Comment': '{"uc":"dust","seed":5,"steps":9}'})
    keep('novelai-stealth-plain.png', stealth(short, packed=False), dialect='novelai',
         prompt='a violin', negative='dust', seed='5', steps=9)


def make_others():
    things = json.dumps({'c': 'a red bridge', 'uc': 'cars', 'model': 'span_q8p.ckpt', 'sampler':
                         'Euler A Trailing', 'scale': 3.5, 'seed': 424242, 'seed_mode':
                         'Scale Alike', 'size': '896x640', 'steps': 8, 'strength': 1, 'lora': []})
    packet = xmp(alternative('exif:UserComment', things)
                 + '<xmp:CreatorTool>Draw Things</xmp:CreatorTool>')
    fields = dict(dialect='draw-things', prompt='a red bridge', negative='cars', seed='424242',
                  steps=8, sampler='Euler A Trailing', cfg=3.5, width=896, height=640,
                  model='span_q8p.ckpt', strength=1.0, software='Draw Things')
    seed('draw-things.json', things)
    seed('xmp', packet)
    keep('draw-things.png', png([('XML:com.adobe.xmp', packet, 'iTXt')]), **fields)
    keep('draw-things.jpg', jpeg(app1_xmp(packet)), **fields)

    words = ('an owl made of paper --ar 3:2 --no ink --seed 90210 --stylize 250 --v 6.1 '
             'Job ID: 01234567-89ab-cdef-0123-456789abcdef')
    fields = dict(dialect='midjourney', prompt='an owl made of paper', negative='ink', seed='90210',
                  model='midjourney')
    source = ('<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/'
              'trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>')
    seed('midjourney.txt', words)
    keep('midjourney.png', png([('Description', words), ('Author', 'somebody'),
                                ('XML:com.adobe.xmp', xmp(source), 'iTXt')]),
         **dict(fields, source='generated'))
    keep('midjourney.jpg', jpeg(app1_xmp(xmp(alternative('dc:description', words)))), **fields)

    marks = (source.replace('trained', 'compositeWithTrained') + '<xmp:Rating>3</xmp:Rating>'
             '<dc:subject><rdf:Bag><rdf:li>sea</rdf:li><rdf:li>rock &amp; sand</rdf:li></rdf:Bag>'
             '</dc:subject><Iptc4xmpExt:AIPromptInformation>a wave</Iptc4xmpExt:AIPromptInformation>'
             '<Iptc4xmpExt:AISystemUsed>breaker-2</Iptc4xmpExt:AISystemUsed>')
    fields = dict(dialect='xmp', prompt='a wave', model='breaker-2', source='composite', rating=3,
                  tags='sea\nrock & sand')
    keep('xmp.jpg', jpeg(app1_xmp(xmp(marks))), **fields)
    keep('xmp.png', png([('XML:com.adobe.xmp', xmp(marks), 'iTXt')]), **fields)
    keep('xmp.webp', webp(**{'XMP ': xmp(marks).encode()}), **fields)

    keep('unknown-keyword.png', png([('Software', 'Potter 2'), ('mystery_tool', 'kites: 30 turns')]),
         dialect='unknown')
    keep('common-keyword.png', png([('Software', 'Potter 2'), ('date:create', '2026-01-02')]),
         dialect='none')
    keep('unknown.png', png([('parameters', 'made by hand, on a rainy day')]), dialect='unknown',
         raw='made by hand, on a rainy day')
    keep('nothing.png', png([('Author', 'somebody')]), dialect='none')
    keep('nothing.jpg', jpeg(), dialect='none')
    keep('nothing-rgba.png', png(channels=4), dialect='none')

    beside('sidecar.txt', A1111.encode())
    keep('sidecar.png', png(), **A1111_FIELDS)
    beside('sidecar-json.json', json.dumps({'prompt': 'a lamp', 'uc': 'glare', 'seed': 12, 'steps': 7,
                                            'scale': 2.5}).encode())
    keep('sidecar-json.png', png([('Author', 'nobody')]), dialect='novelai', prompt='a lamp', negative='glare', seed='12',
         steps=7, cfg=2.5)


def main():
    for folder in (FOLDER, SEEDS):
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
    make_a1111()
    make_comfyui()
    make_invokeai()
    make_swarmui()
    make_fooocus()
    make_novelai()
    make_others()
    lines = ['# SPDX-License-Identifier: GPL-3.0-or-later', '# Made by make-metadata.py']
    for name, fields in sorted(expected.items()):
        lines.append(f'\n[{name}]')
        for key, value in fields.items():
            text = str(value).replace('\\', '\\\\').replace('\n', '\\n')
            lines.append(f'{key}={text}')
    (FOLDER / 'expected.ini').write_text('\n'.join(lines) + '\n', encoding='utf-8')


main()
