// What the hub and the agents say of a camera, in Chinese too.
import type { Lang } from '../words.ts';

/** In English as it is told; an unknown one is shown as it is. */
const sentences: Readonly<Record<string, string>> = {
  'its agent is not connected': '前端未连接',
  'its agent does not have this camera': '前端没有这台摄像机',
  'its agent does not know this camera': '前端没有这台摄像机',
  'its agent has no key for video': '前端未获准传送视频',
  'its agent sent no picture in time': '前端未在时限内送来画面',
  'its agent was taking other pictures': '前端正忙于取其他画面',
  'its agent takes other pictures already': '前端正忙于取其他画面',
  'more alerts at once than pictures could be asked for': '同时报警过多，未及取画面',
  'the hub’s disk did not take it': '中心磁盘未能保存',
  'the camera refused the credentials': '摄像机拒绝了口令',
  'the camera knows no such stream': '摄像机没有该码流',
  'nothing listens at the camera’s address': '摄像机地址无应答',
  'the camera did not answer in time': '摄像机未在时限内应答',
  'there is no way to the camera': '网络到不了摄像机',
  'the camera’s name is not known': '摄像机主机名无法解析',
  'what the camera sends cannot be read': '摄像机送来的内容无法解读',
  'there is no ffmpeg on this machine': '前端机器没有 ffmpeg',
  'the camera ended the stream': '摄像机断开了码流',
  'the camera sends nothing': '摄像机没有送来数据',
  'the camera gave no picture': '摄像机没有给出画面',
  'its agent sent the picture of another camera': '前端送来的是另一台的画面',
  'the picture is larger than 2 MiB': '画面超过 2 MiB',
  'what its agent sent is no JPEG': '前端送来的不是 JPEG',
};

export function cameraSays(lang: Lang, told: string): string {
  const [sentence = '', ...rest] = told.split('; ');
  const again = rest.includes('trying again');
  if (lang === 'en' || !Object.hasOwn(sentences, sentence)) return told;
  return `${sentences[sentence]}${again ? '，重试中' : ''}`;
}
